/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * BenchSuppliers:
 *
 * Makes structures shaped like the real ones: sectors of which few are frequent, French words,
 * real communes. The same seed gives the same ones.
 */
typedef struct _BenchSuppliers BenchSuppliers;

BenchSuppliers *bench_suppliers_new (guint32 seed);
void bench_suppliers_free (BenchSuppliers *self);
void bench_suppliers_next (BenchSuppliers *self, GString *json);
guint bench_suppliers_pick (BenchSuppliers *self, guint n);
const char *bench_suppliers_pick_code (BenchSuppliers *self, const char *list);

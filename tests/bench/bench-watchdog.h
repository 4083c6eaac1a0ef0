/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Writes a line "WORD MONOTONIC-US ..." to the file that BENCH_WATCHDOG names. */
void bench_watchdog_tell (const char *format, ...) G_GNUC_PRINTF (1, 2);

void bench_drive_start (GtkWidget *window);
void bench_drive_after_paint (gint64 painting);

GtkWidget *bench_find_widget (GtkWidget *root, const char *type_name, guint nth);
GtkWidget *bench_find_named (GtkWidget *root, const char *buildable_id);

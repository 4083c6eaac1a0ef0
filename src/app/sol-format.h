/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_format_number (gint64 number);
char *sol_format_percent (guint percent);
char *sol_format_decimal (double number, guint n_decimals);
char *sol_format_money (gint64 cents);
char *sol_format_turnover (gint64 cents);
char *sol_format_price (gint64 cents, const char *unit);
char *sol_format_distance (double km);
char *sol_format_date (const char *date);
char *sol_format_phone (const char *phone);
char *sol_format_moment (gint64 milliseconds);

G_END_DECLS

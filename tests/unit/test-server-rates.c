/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-rates.h"

#define SECOND G_USEC_PER_SEC

static const SolRate thirty = { 30, 60 };

static SolAddress
make_address (guint32 number)
{
  SolAddress address = { { 0 } };

  for (guint i = 0; i < 4; i++)
    address.bytes[12 + i] = (guint8) (number >> (8 * (3 - i)));
  return address;
}

/* How many of @n requests at one moment are let through. */
static guint
ask (SolRates *rates, guint32 number, guint n, gint64 now)
{
  SolAddress address = make_address (number);
  guint taken = 0;

  while (n-- > 0)
    taken += sol_rates_take (rates, &thirty, &address, now) == 0;
  return taken;
}

static void
test_fills_evenly (void)
{
  g_autoptr (SolRates) rates = sol_rates_new ();
  SolAddress address = make_address (1);
  SolRate none = { 0 };

  g_assert_cmpuint (ask (rates, 1, 100, SECOND), ==, 30);
  g_assert_cmpuint (sol_rates_take (rates, &thirty, &address, SECOND), ==, 2);
  g_assert_cmpuint (ask (rates, 1, 100, 3 * SECOND), ==, 1);
  g_assert_cmpuint (ask (rates, 2, 100, 3 * SECOND), ==, 30);
  g_assert_cmpuint (ask (rates, 1, 100, 13 * SECOND), ==, 5);
  g_assert_cmpuint (ask (rates, 1, 100, 200 * SECOND), ==, 30);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (sol_rates_take (rates, &none, &address, SECOND), ==, 0);
}

static void
test_rates_are_apart (void)
{
  g_autoptr (SolRates) rates = sol_rates_new ();
  SolAddress address = make_address (1);
  SolRate hourly = { 1, 60 * 60 };

  g_assert_cmpuint (ask (rates, 1, 31, 0), ==, 30);
  g_assert_cmpuint (sol_rates_take (rates, &hourly, &address, 0), ==, 0);
  g_assert_cmpuint (sol_rates_take (rates, &hourly, &address, SECOND), ==, 60 * 60 - 1);
}

static gsize
get_resident_pages (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  words = g_strsplit (text, " ", -1);
  return g_ascii_strtoull (words[1], NULL, 10);
}

/* Many addresses leave no more behind than the bound; those at rest make room first. */
static void
test_memory_is_bounded (void)
{
  g_autoptr (SolRates) rates = sol_rates_new ();
  gsize before = 0;

  for (guint32 i = 0; i < 100000; i++)
    ask (rates, i, 1, i);
  before = MAX (before, get_resident_pages ());
  for (guint32 i = 0; i < 300000; i++)
    ask (rates, i, 1, i);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed */
  g_assert_cmpuint (get_resident_pages (), <, before + 4096);
#endif
  g_assert_cmpuint (ask (rates, 7, 100, 10 * 60 * SECOND), ==, 30);
}

/* What asked too much a moment ago is not forgotten for the sake of those that asked long ago. */
static void
test_room_is_made_of_those_at_rest (void)
{
  g_autoptr (SolRates) rates = sol_rates_new ();

  for (guint32 i = 0; i < 65000; i++)
    ask (rates, i, 1, 0);
  g_assert_cmpuint (ask (rates, 1 << 24, 100, 60 * SECOND), ==, 30);
  for (guint32 i = 100000; i < 101000; i++)
    ask (rates, i, 1, 60 * SECOND);
  g_assert_cmpuint (ask (rates, 1 << 24, 100, 60 * SECOND), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-rates/fills-evenly", test_fills_evenly);
  g_test_add_func ("/server-rates/rates-are-apart", test_rates_are_apart);
  g_test_add_func ("/server-rates/memory-is-bounded", test_memory_is_bounded);
  g_test_add_func ("/server-rates/room-is-made-of-those-at-rest",
                   test_room_is_made_of_those_at_rest);
  return g_test_run ();
}

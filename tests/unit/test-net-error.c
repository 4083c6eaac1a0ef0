/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-net-error.h"

#include <gio/gio.h>

/* What a line that failed says of the request. */

static const struct
{
  GQuark (*domain) (void);
  int code;
  SolNetError before; /* the request was on its way */
} cases[] = {
  { g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, SOL_NET_ERROR_OFFLINE },
  { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, SOL_NET_ERROR_OFFLINE },
  { g_tls_error_quark, G_TLS_ERROR_EOF, SOL_NET_ERROR_UNTRUSTED },
  { g_tls_error_quark, G_TLS_ERROR_MISC, SOL_NET_ERROR_UNTRUSTED },
};

/* A host that is not reached any more, a connection that is cut: the server may have done it. */
static void
test_request_that_left_is_not_unsent (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) before = sol_net_error_from_io (
          g_error_new_literal (cases[i].domain (), cases[i].code, "cut"), FALSE);
      g_autoptr (GError) after = sol_net_error_from_io (
          g_error_new_literal (cases[i].domain (), cases[i].code, "cut"), TRUE);

      g_assert_error (before, SOL_NET_ERROR, (int) cases[i].before);
      g_assert_true (sol_net_error_is_unsent (before));
      g_assert_error (after, SOL_NET_ERROR, SOL_NET_ERROR_AWAY);
      g_assert_false (sol_net_error_is_unsent (after));
    }
}

static void
test_cancellation_says_nothing (void)
{
  g_autoptr (GError) error = sol_net_error_from_io (
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"), FALSE);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (sol_net_error_is_unsent (error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net-error/request-that-left-is-not-unsent",
                   test_request_that_left_is_not_unsent);
  g_test_add_func ("/net-error/cancellation-says-nothing", test_cancellation_says_nothing);
  return g_test_run ();
}

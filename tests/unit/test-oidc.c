/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "server/sol-id-token.h"
#include "server/sol-oidc-rules.h"

#define NOW 1800000000

static const SolIdTokenWanted wanted = { "https://id.example.org", "client", "nonce", NOW };

#define WHO "\"iss\":\"https://id.example.org\",\"sub\":\"x\",\"nonce\":\"nonce\","
#define WHEN "\"iat\":1800000000,\"exp\":1800000300"

static char *
make_token (const char *claims)
{
  g_autofree char *packed = g_base64_encode ((const guchar *) claims, strlen (claims));
  g_autoptr (GString) text = g_string_new (packed);

  g_string_replace (text, "+", "-", 0);
  g_string_replace (text, "/", "_", 0);
  g_string_replace (text, "=", "", 0);
  return g_strdup_printf ("e30.%s.c2ln", text->str);
}

static void
assert_read (const char *claims, const char *fault)
{
  g_autofree char *token = make_token (claims);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) read = sol_id_token_read (token, &wanted, &error);

  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, fault);
  g_assert_true ((read != NULL) == (fault == NULL));
}

static void
test_token_of_this_sign_in (void)
{
  assert_read ("{" WHO WHEN ",\"aud\":\"client\"}", NULL);
  assert_read ("{" WHO WHEN ",\"aud\":[\"client\"],\"azp\":\"client\"}", NULL);
  assert_read ("{" WHO WHEN ",\"aud\":[\"other\",\"client\"],\"azp\":\"client\"}", NULL);
  assert_read ("{" WHO "\"iat\":1800000030,\"exp\":1799999970.5,\"aud\":\"client\"}", NULL);
}

static void
test_token_of_another (void)
{
  assert_read ("{\"iss\":\"https://id.example.org/\",\"sub\":\"x\",\"nonce\":\"nonce\"," WHEN
               ",\"aud\":\"client\"}",
               "It is of another issuer");
  assert_read ("{\"iss\":\"https://id.example.org\",\"sub\":\"x\",\"nonce\":\"other\"," WHEN
               ",\"aud\":\"client\"}",
               "It is of another sign-in");
  assert_read ("{\"iss\":\"https://id.example.org\",\"sub\":\"x\"," WHEN ",\"aud\":\"client\"}",
               "It is of another sign-in");
  assert_read ("{\"iss\":\"https://id.example.org\",\"nonce\":\"nonce\"," WHEN
               ",\"aud\":\"client\"}",
               "It names nobody");
  assert_read ("{\"iss\":\"https://id.example.org\",\"sub\":7,\"nonce\":\"nonce\"," WHEN
               ",\"aud\":\"client\"}",
               "It names nobody");
}

static void
test_token_for_another (void)
{
  static const char *const audiences[] = {
    "\"aud\":\"other\"",
    "\"aud\":[]",
    "\"aud\":[[\"client\"]]",
    "\"aud\":{\"client\":1}",
    "\"aud\":[\"client\",\"other\"]", /* and nobody says whose it is */
    "\"aud\":[\"client\",\"other\"],\"azp\":\"other\"",
    "\"aud\":\"client\",\"azp\":\"other\"",
    "\"aud\":\"client\",\"azp\":7",
    "\"sub\":\"x\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      g_autofree char *claims = g_strdup_printf ("{" WHO WHEN ",%s}", audiences[i]);

      assert_read (claims, "It is for another application");
    }
}

static void
test_token_of_another_time (void)
{
  assert_read ("{" WHO "\"iat\":1800000000,\"exp\":1799999940,\"aud\":\"client\"}",
               "It has expired");
  assert_read ("{" WHO "\"iat\":1800000000,\"aud\":\"client\"}", "It has expired");
  assert_read ("{" WHO "\"iat\":1800000000,\"exp\":\"1900000000\",\"aud\":\"client\"}",
               "It has expired");
  assert_read ("{" WHO "\"iat\":1800000061,\"exp\":1800000300,\"aud\":\"client\"}",
               "It was made at another time");
  assert_read ("{" WHO "\"iat\":1799999399,\"exp\":1800000300,\"aud\":\"client\"}",
               "It was made at another time");
  assert_read ("{" WHO "\"exp\":1800000300,\"aud\":\"client\"}", "It was made at another time");
}

static void
test_what_is_no_token (void)
{
  static const char *const texts[] = { "",
                                       "a",
                                       "a.b",
                                       "e30.e30",
                                       "e30.!!.e30",
                                       "e30.e30=.e30",
                                       "e30.e30.e30.e30.e30",
                                       "e30..e30",
                                       "e30.W10.e30",
                                       "e30.wyhA.e30" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sol_id_token_read (texts[i], &wanted, &error));
      g_assert_nonnull (error);
    }
}

/* The example of RFC 7636, appendix B. */
static void
test_challenge (void)
{
  g_autofree char *challenge = sol_oidc_make_challenge (
      "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oidc/token-of-this-sign-in", test_token_of_this_sign_in);
  g_test_add_func ("/oidc/token-of-another", test_token_of_another);
  g_test_add_func ("/oidc/token-for-another", test_token_for_another);
  g_test_add_func ("/oidc/token-of-another-time", test_token_of_another_time);
  g_test_add_func ("/oidc/what-is-no-token", test_what_is_no_token);
  g_test_add_func ("/oidc/challenge", test_challenge);
  return g_test_run ();
}

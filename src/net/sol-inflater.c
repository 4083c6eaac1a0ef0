/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-inflater-private.h"

/**
 * SolInflater:
 *
 * gzip to bytes, a #GConverter that refuses what grows a hundred times: a few kilobytes of zeros
 * would otherwise fill the memory. The free megabyte is for short answers, which are harmless.
 */
struct _SolInflater
{
  GObject parent_instance;

  GConverter *gzip;
  guint64 n_in;
  guint64 n_out;
};

static void converter_init (GConverterIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolInflater,
                               sol_inflater,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_CONVERTER, converter_init))

static GConverterResult
sol_inflater_convert (GConverter *converter,
                      const void *in,
                      gsize in_size,
                      void *out,
                      gsize out_size,
                      GConverterFlags flags,
                      gsize *bytes_read,
                      gsize *bytes_written,
                      GError **error)
{
  SolInflater *self = SOL_INFLATER (converter);
  GConverterResult result = g_converter_convert (self->gzip, in, in_size, out, out_size, flags,
                                                 bytes_read, bytes_written, error);

  if (result == G_CONVERTER_ERROR)
    return result;

  self->n_in += *bytes_read;
  self->n_out += *bytes_written;
  if (self->n_out <= SOL_INFLATION_FREE + self->n_in * SOL_INFLATION_LIMIT)
    return result;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "The answer grows more than %d times when decompressed", SOL_INFLATION_LIMIT);
  return G_CONVERTER_ERROR;
}

static void
sol_inflater_reset (GConverter *converter)
{
  SolInflater *self = SOL_INFLATER (converter);

  g_converter_reset (self->gzip);
  self->n_in = 0;
  self->n_out = 0;
}

static void
converter_init (GConverterIface *iface)
{
  iface->convert = sol_inflater_convert;
  iface->reset = sol_inflater_reset;
}

static void
sol_inflater_finalize (GObject *object)
{
  g_object_unref (SOL_INFLATER (object)->gzip);
  G_OBJECT_CLASS (sol_inflater_parent_class)->finalize (object);
}

static void
sol_inflater_class_init (SolInflaterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_inflater_finalize;
}

static void
sol_inflater_init (SolInflater *self)
{
  self->gzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
}

SolInflater *
sol_inflater_new (void)
{
  return g_object_new (SOL_TYPE_INFLATER, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolCommune:
 * @code: INSEE code, "84007" or "2A004"
 * @name: official name, with its article
 * @postcodes: its postcodes, separated by a space; may be empty
 * @department: code of the département, "84", "2A", "971"
 * @region: INSEE code of the région
 * @epci: SIREN of the intercommunality; empty when it is in none
 * @population: inhabitants; 0 when not known
 * @lat: centre of its area, in degrees (WGS 84); NAN when not known
 * @lon: likewise
 *
 * A commune of today. It lives as long as the program.
 */
typedef struct
{
  const char *code;
  const char *name;
  const char *postcodes;
  const char *department;
  const char *region;
  const char *epci;
  guint population;
  double lat;
  double lon;
} SolCommune;

const SolCommune *sol_commune_get_all (guint *n_communes);
const SolCommune *sol_commune_find (const char *insee);
guint sol_commune_search (const char *typed, const SolCommune **found, guint max);
const SolCommune *sol_commune_match (const char *name, const char *postcode);

const char *sol_department_of_commune (const char *insee);
const char *sol_department_from_postcode (const char *postcode);
const char *sol_region_of_department (const char *department);

double sol_distance_km (double lat_a, double lon_a, double lat_b, double lon_b);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sim_files_make_folder (void);
void sim_files_remove (const char *folder);

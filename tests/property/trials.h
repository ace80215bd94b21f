/* trials.h - how many scenarios a property is tried on. */
#pragma once

#include <glib.h>

/* N times the environment's CD_TEST_SCALE (1 where not set; 0.1 under a sanitizer), at least LEAST. */
guint cd_test_count(guint n, guint least);

/* folder.h - a folder of one test, made before it and removed after it, for cmocka_unit_test_setup_teardown(). */
#pragma once

extern char *folder;

int make_folder(void **state);
int remove_folder(void **state);

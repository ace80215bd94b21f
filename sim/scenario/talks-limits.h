/* talks-limits.h - how many texts talks may hold: of more a run would take hours, or all of the memory. */
#pragma once

#define CD_TALKS_TEXTS_MOST 1e6
#define CD_TALKS_FORMS_TEXTS_MOST 1e7 /* texts of one block, were each structure a form of it */
#define CD_TALKS_UTILITIES_MOST 5e7   /* of every text in every block to each of its members, in one form: 400 MB */

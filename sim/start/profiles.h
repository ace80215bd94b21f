/* profiles.h - what profiles of GENIUS say to a new case: parties' weights and values of contract terms, and what is on the table.
 *
 * A party's value of terms in a scenario is  sum over the terms of w v / sum of w , with v the profile's own values: its utility where every issue is a term and the
 * weights add up to one; else its utility of the issues that are terms, over their weight. Terms that the domain has not are held where the case's common terms have
 * them, and weigh nothing. Without agreement a council has its best outcome less friction where one contract serves all today: friction is set so that this is the
 * profile's reservation value, where every issue is a term. */
#pragma once

#include "sim/start/issues.h"
#include "sim/start/template.h"

typedef struct {
  const CdGenius *genius;
  const CdIssues *issues;
  const CdComplaints *files; /* which the places are in */
  bool joint_today;
} CdProfilesFrom;

typedef struct {
  CdProfilesFrom from;
  double sum[CD_GENIUS_PARTIES];             /* of the weights of issues that are terms */
  double friction[CD_GENIUS_PARTIES];        /* NAN: the template's */
  GString *taken, *missing, *unused, *doubt; /* lines for people */
} CdProfiles;

/* What FROM points to is borrowed. NULL and a complaint where weights are none or the table is too large. */
CdProfiles *cd_profiles_new(CdProfilesFrom from, CdComplaints *complaints);
void cd_profiles_free(CdProfiles *profiles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdProfiles, cd_profiles_free)

/* Fills the template's parts of the whole case, and of the council of PARTY. PROFILES may be NULL: then the template's own assumptions stand. */
void cd_profiles_say(const CdProfiles *profiles, CdTemplateScope *all);
void cd_profiles_say_party(const CdProfiles *profiles, guint party, CdTemplateScope *area);

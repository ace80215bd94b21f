/* template.h - a text with gaps and parts that repeat, filled in.
 *
 *   @name@                     the text called so, in this scope or one round it, escaped for XML
 *   <!--: each NAME -->        a line of its own: what follows, up to its <!--: end -->, stands once for each scope called NAME, nowhere where there is none
 *   <!--: if NAME -->          the same, read as a condition
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct CdTemplateScope CdTemplateScope;

struct CdTemplateScope {
  const CdTemplateScope *parent;
  GHashTable *text; /* char *: char *; looked up only */
  GHashTable *each; /* char *: GPtrArray of CdTemplateScope *; looked up only */
};

CdTemplateScope *cd_template_scope_new(void);
void cd_template_scope_free(CdTemplateScope *scope); /* with those inside */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdTemplateScope, cd_template_scope_free)

/* Takes TEXT over. */
void cd_template_say(CdTemplateScope *scope, const char *name, char *text);

/* One more scope called NAME inside SCOPE, which owns it. */
CdTemplateScope *cd_template_each(CdTemplateScope *scope, const char *name);

/* TEMPLATE with its gaps filled; a gap without a text is a fault of the program. The caller frees. */
char *cd_template_fill(const char *template, const CdTemplateScope *scope);

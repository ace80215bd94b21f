/* What another program needs to do: include the public header, link by pkg-config, read a GError of ours. */
#include <concordat/concordat.h>
#include <concordat/version.h>

int main(void)
{
  GError *error = g_error_new_literal(CD_ERROR, CD_ERROR_SCENARIO, "refused");
  int code = cd_error_exit_code(error);
  g_print("concordat %s: a refused scenario exits with %d\n", CD_VERSION, code);
  g_error_free(error);
  return code == 3 ? 0 : 1;
}

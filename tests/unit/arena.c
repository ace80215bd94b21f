#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>
#include "sim/base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define GUARDED 1
#elif defined(__has_feature)
#define GUARDED __has_feature(address_sanitizer)
#else
#define GUARDED 0
#endif

#if GUARDED
#include <sanitizer/asan_interface.h>

static bool forbidden(const void *at)
{
  return __asan_address_is_poisoned(at);
}

static void the_sanitizer_guards_what_is_not_taken(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  char *first = cd_arena_take(arena, 10), *second = cd_arena_take(arena, 16);
  gsize mark = cd_arena_mark(arena);
  char *third = cd_arena_take(arena, 200000); /* in a later block */
  assert_false(forbidden(first) || forbidden(first + 9) || forbidden(second) || forbidden(second + 15) ||
               forbidden(third) || forbidden(third + 199999));
  assert_true(forbidden(first + 10) && forbidden(second - 1) && forbidden(second + 16) && forbidden(third + 200000));
  cd_arena_rewind(arena, mark);
  assert_true(forbidden(third) && forbidden(third + 199999));
  assert_false(forbidden(second));
  cd_arena_rewind(arena, 0);
  assert_true(forbidden(first) && forbidden(second + 15));
  assert_ptr_equal(cd_arena_take(arena, 3), first);
  assert_false(forbidden(first));
}
#endif

enum { PIECES = 4000 };

static gsize size_of_piece(guint i)
{
  return (i * 7919u) % 1500u; /* some of them nothing at all */
}

static void pieces_fit_any_type(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  for (guint i = 0; i < PIECES; i++)
    assert_int_equal((uintptr_t)cd_arena_take(arena, size_of_piece(i)) % _Alignof(max_align_t), 0);
}

/* Three megabytes, so over some six blocks of memory. */
static void pieces_keep_what_is_written_whatever_is_taken_later(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  g_autofree unsigned char **piece = g_new(unsigned char *, PIECES);
  for (guint i = 0; i < PIECES; i++) {
    piece[i] = cd_arena_take_raw(arena, size_of_piece(i));
    memset(piece[i], (int)(i % 251), size_of_piece(i));
  }
  for (guint i = 0; i < PIECES; i++)
    for (gsize byte = 0; byte < size_of_piece(i); byte++)
      if (piece[i][byte] != i % 251)
        fail_msg("piece %u was written over", i);
}

static void pieces_of_no_size_have_places_of_their_own(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  char *first = cd_arena_take(arena, 0), *second = cd_arena_take(arena, 0);
  assert_non_null(first);
  assert_ptr_not_equal(first, second);
}

static void a_piece_may_be_larger_than_the_blocks_before_it(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  char *small = cd_arena_take(arena, 24);
  gsize size = (gsize)5 << 20;
  char *large = cd_arena_take(arena, size);
  memset(large, 1, size);
  char *after = cd_arena_take(arena, 24);
  memset(after, 2, 24);
  assert_int_equal(small[0], 0);
  assert_int_equal(large[0], 1);
  assert_int_equal(large[size - 1], 1);
}

static void what_is_given_back_is_taken_again(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  cd_arena_take(arena, 100);
  gsize mark = cd_arena_mark(arena);
  char *first[PIECES];
  for (guint i = 0; i < PIECES; i++)
    first[i] = cd_arena_take(arena, size_of_piece(i));
  assert_true(cd_arena_mark(arena) > mark);
  cd_arena_rewind(arena, mark);
  assert_int_equal(cd_arena_mark(arena), mark);
  for (guint i = 0; i < PIECES; i++)
    assert_ptr_equal(cd_arena_take(arena, size_of_piece(i)), first[i]);
}

static void what_was_taken_before_the_mark_outlives_it(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  int *kept = cd_arena_array(arena, int, 1000);
  for (int i = 0; i < 1000; i++)
    kept[i] = i;
  gsize mark = cd_arena_mark(arena);
  memset(cd_arena_take_raw(arena, 300000), 0xff, 300000);
  cd_arena_rewind(arena, mark);
  memset(cd_arena_take_raw(arena, 300000), 0xff, 300000);
  for (int i = 0; i < 1000; i++)
    assert_int_equal(kept[i], i);
}

static void arrays_are_zero_also_where_memory_was_used_before(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  for (guint round = 0; round < 3; round++) {
    guint64 *value = cd_arena_array(arena, guint64, 20000);
    for (guint i = 0; i < 20000; i++)
      assert_true(value[i] == 0);
    memset(value, 0xff, 20000 * sizeof *value);
    cd_arena_rewind(arena, 0);
  }
}

static void marks_may_be_nested(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  gsize outer = cd_arena_mark(arena);
  char *first = cd_arena_take(arena, 48);
  gsize inner = cd_arena_mark(arena);
  char *second = cd_arena_take(arena, 48);
  cd_arena_rewind(arena, inner);
  assert_ptr_equal(cd_arena_take(arena, 48), second);
  cd_arena_rewind(arena, outer);
  assert_ptr_equal(cd_arena_take(arena, 48), first);
}

static void nothing_can_be_freed(void **state)
{
  (void)state;
  cd_arena_free(NULL);
  cd_arena_free(cd_arena_new());
}

int main(void)
{
  const struct CMUnitTest tests[] = {
#if GUARDED
    cmocka_unit_test(the_sanitizer_guards_what_is_not_taken),
#endif
    cmocka_unit_test(pieces_fit_any_type),
    cmocka_unit_test(pieces_keep_what_is_written_whatever_is_taken_later),
    cmocka_unit_test(pieces_of_no_size_have_places_of_their_own),
    cmocka_unit_test(a_piece_may_be_larger_than_the_blocks_before_it),
    cmocka_unit_test(what_is_given_back_is_taken_again),
    cmocka_unit_test(what_was_taken_before_the_mark_outlives_it),
    cmocka_unit_test(arrays_are_zero_also_where_memory_was_used_before),
    cmocka_unit_test(marks_may_be_nested),
    cmocka_unit_test(nothing_can_be_freed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

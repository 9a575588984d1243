/* Assertions that stay on in release: for programmer errors only, data and brokers never trip one.
 * A wrong order state costs more than a stopped process, which resumes where it was (A1). */
#pragma once

_Noreturn void of_assert_failed(const char *condition, const char *file, int line);

#define of_assert(condition)                                                                       \
    ((condition) ? (void)0 : of_assert_failed(#condition, __FILE__, __LINE__))

/* "Both are fine, and I thought about it." */
#define of_maybe(condition) ((void)(condition))

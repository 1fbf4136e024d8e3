#include <sodium.h>

// A variable of C may change at any time, so Swift does not read its members.
static inline void skein_system_random(void *target, size_t count) {
    randombytes_sysrandom_implementation.buf(target, count);
}

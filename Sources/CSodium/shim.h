#include <sodium.h>

// A variable of C may change at any time, so Swift does not let its address be taken.
static inline void skein_use_system_randomness(void) {
    randombytes_set_implementation(&randombytes_sysrandom_implementation);
}

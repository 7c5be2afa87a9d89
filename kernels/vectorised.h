// LUMBAR_VECTORISED: a function that is compiled three times, for AVX-512, AVX2 and any x86-64; the machine
// that runs it chooses when the program starts.  What it calls must be inline to be compiled with it.
#pragma once

// Clang (clang-tidy) does not know the names of these levels; a sanitizer's code cannot run as early as the
// choice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define LUMBAR_VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LUMBAR_VECTORISED
#endif

// How much memory this process takes, and what it does with memory that it has freed.
#pragma once

namespace lumbar {

// From here on freed memory is kept for the next allocation and not given back to the system, where the C
// library allows it.  Nets free and want the same hundreds of megabytes again and again; having the system
// hand them out anew, zeroed page by page, took a fifth of a B5's training step and more than half of a small
// net's.
void keep_freed_memory();

// What is in use now, without what only mirrors files (the system may drop that), bytes.  Without /proc: the
// peak.
double memory_in_use();

// The most that was in use at once so far, bytes.
double peak_memory();

}  // namespace lumbar

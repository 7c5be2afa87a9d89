// How much memory this process takes, and what it does with memory that it has freed.
#pragma once

namespace lumbar {

// From here on freed memory is kept for the next allocation and not given back to the system, where the C
// library allows it.  A step of training frees and wants the same hundreds of megabytes again and again;
// having the system hand them out anew, zeroed page by page, took more than half of the time of a small net's
// step.
void keep_freed_memory();

// The most that was in use at once so far, bytes.
double peak_memory();

}  // namespace lumbar

// Files that exist in memory alone (memfd_create), closed on exec.
#pragma once

#include "gpu/owned_file.h"

namespace lumbar::gpu {

// Not open where the system has no memory files or, for an executable one, forbids them; errno says why.
OwnedFile create_memory_file(bool executable);

// The same file under a number that no file of the worker gets (protocol.h): those are set with dup2, which
// would close it.  Stays as it is if not open.
OwnedFile above_worker_files(OwnedFile file);

}  // namespace lumbar::gpu

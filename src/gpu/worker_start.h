// Starts the GPU worker as a child process that holds a socket to this one.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "gpu/owned_file.h"
#include "gpu/worker_program.h"

namespace lumbar::gpu {

struct StartedWorker {
    pid_t id = -1;
    OwnedFile socket;
};

// Executes the ELF file `image` with a socket and `shared_file` as its files (protocol.h).  Throws
// StartFailure.
StartedWorker start_worker(const StartWay& way, std::span<const std::byte> image, int shared_file,
                           const std::vector<std::string>& arguments);

}  // namespace lumbar::gpu

// What a worker's answer means: success, or an exception that explains the driver's error.
#pragma once

#include <cstddef>

#include "gpu/protocol.h"

namespace lumbar::gpu {

// Throws GpuMemoryFull where the driver had too little memory, else GpuFailure.  `count`: commands that were
// sent.
void check_answer(const GpuAnswer& answer, std::size_t count);

}  // namespace lumbar::gpu

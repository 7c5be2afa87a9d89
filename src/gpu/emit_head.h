// What pools a disc's frames and says something about it, as a list of kernel launches.
#pragma once

#include "gpu/emitter.h"

namespace lumbar::gpu {

// features [rows,C], rows as `rows` says -> float32 [discs,outputs] at the returned address, which is scratch
// memory.
template <class Value>
Address emit_head(Emitter<Value>& emitter, const PackedHead& head, Address features, int width,
                  const FrameRows& rows);

}  // namespace lumbar::gpu

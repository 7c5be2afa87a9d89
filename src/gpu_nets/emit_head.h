// What pools a disc's frames and says something about it, as a list of kernel launches.
#pragma once

#include "gpu_nets/emitter.h"

namespace lumbar::gpu {

// Where a head's answers lie, in scratch memory.
struct HeadOutput {
    Address values = 0;     // float32 [discs,outputs]
    Address attention = 0;  // float32 [discs,real]: how much each real frame counts, 1 in all
};

// features [rows,C], rows as `rows` says
template <class Value>
HeadOutput emit_head(Emitter<Value>& emitter, const PackedHead& head, Address features, int width,
                     const FrameRows& rows);

}  // namespace lumbar::gpu

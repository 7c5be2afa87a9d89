// PP-HGNetV2 as a list of kernel launches.
#pragma once

#include "gpu_nets/emitter.h"

namespace lumbar::gpu {

// images [count,H,W,1], 0..1 -> features [count,C] at `features`.
template <class Value>
void emit_backbone(Emitter<Value>& emitter, const PackedBackbone& net, const Images& images,
                   Address features);

}  // namespace lumbar::gpu

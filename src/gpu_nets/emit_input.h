// Uploads bytes and makes a net's images of them on the GPU.
#pragma once

#include "gpu_nets/emitter.h"
#include "gpu_nets/net_input.h"

namespace lumbar::gpu {

// -> images [count,H,W,1], 0..1, where `count` is images_of(net, rows); one more than there are frames is
// black.
template <class Value>
Images emit_input(Emitter<Value>& emitter, const NetInput& input, int count);

}  // namespace lumbar::gpu

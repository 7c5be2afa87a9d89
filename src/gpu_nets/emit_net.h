// A whole net as a list of kernel launches: the images of a series' discs -> what each head says.
#pragma once

#include <vector>

#include "gpu_nets/emit_head.h"
#include "gpu_nets/emitter.h"

namespace lumbar::gpu {

// How many images `rows` needs: every disc's real frames, then one black frame if the net reads padding.
int images_of(const PackedNet& net, const FrameRows& rows);

// images [images_of(net, rows),H,W,1], `images_a_pass` at a time -> what each head answers.
template <class Value>
std::vector<HeadOutput> emit_net(Emitter<Value>& emitter, const PackedNet& net, const Images& images,
                                 const FrameRows& rows, int images_a_pass);

}  // namespace lumbar::gpu

#include "gpu_nets/emit_net.h"

#include <algorithm>

#include "gpu_nets/emit_backbone.h"

namespace lumbar::gpu {

int images_of(const PackedNet& net, const FrameRows& rows) {
    const bool reads_padding = std::any_of(net.heads.begin(), net.heads.end(),
                                           [](const PackedHead& head) { return head.lstm.has_value(); });
    return rows.discs * rows.real + (reads_padding && rows.real < rows.frames ? 1 : 0);
}

template <class Value>
std::vector<HeadOutput> emit_net(Emitter<Value>& emitter, const PackedNet& net, const Images& images,
                                 const FrameRows& rows, int images_a_pass) {
    const std::size_t feature_bytes = static_cast<std::size_t>(net.features) * sizeof(Value);
    const Address features = emitter.scratch().take(static_cast<std::size_t>(images.count) * feature_bytes);
    // About as many images in every pass as in any other.
    const int passes = (images.count - 1) / images_a_pass + 1, step = (images.count - 1) / passes + 1;
    for (int first = 0; first < images.count; first += step) {
        Images pass = images;
        pass.count = std::min(step, images.count - first);
        pass.address += static_cast<Address>(first) * static_cast<Address>(images.height) *
                        static_cast<Address>(images.width) * sizeof(Value);
        emit_backbone(emitter, net.backbone, pass, features + static_cast<Address>(first) * feature_bytes);
    }
    std::vector<HeadOutput> outputs;
    for (const PackedHead& head : net.heads) {
        outputs.push_back(emit_head(emitter, head, features, net.features, rows));
    }
    emitter.scratch().give_back(features);
    return outputs;
}

template std::vector<HeadOutput> emit_net(Emitter<float>&, const PackedNet&, const Images&, const FrameRows&,
                                          int);
template std::vector<HeadOutput> emit_net(Emitter<Half>&, const PackedNet&, const Images&, const FrameRows&,
                                          int);

}  // namespace lumbar::gpu

#include "gpu_nets/emit_run.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "gpu_nets/emit_input.h"
#include "gpu_nets/emit_net.h"

namespace lumbar::gpu {
namespace {

template <class Value>
NetRun emit(const PackedNet& net, const NetInput& input, const RunPlace& place, std::int64_t pass_pixels) {
    NetRun run;
    Scratch scratch(place.scratch);
    Emitter<Value> emitter(run.list, scratch, place.find_kernel, place.gpu_kind);
    emitter.use_weights(place.weights);
    const Images images = emit_input(emitter, input, images_of(net, input.rows));
    const auto image_pixels = std::int64_t{images.height} * images.width;
    const int images_a_pass = static_cast<int>(std::max<std::int64_t>(1, pass_pixels / image_pixels));
    const auto outputs = emit_net(emitter, net, images, input.rows, images_a_pass);
    for (std::size_t head = 0; head < outputs.size(); ++head) {
        const auto discs = static_cast<std::size_t>(input.rows.discs);
        const auto download = [&](Address from, int columns) {
            return run.list.download(from, discs * static_cast<std::size_t>(columns) * sizeof(float));
        };
        run.outputs.push_back(download(outputs[head].values, net.heads[head].outputs));
        run.attention.push_back(download(outputs[head].attention, input.rows.real));
    }
    run.scratch_bytes = scratch.peak_bytes();
    return run;
}

}  // namespace

NetRun emit_run(const PackedNet& net, const NetInput& input, const RunPlace& place,
                std::int64_t pass_pixels) {
    return net.format == PackedFormat::float16 ? emit<Half>(net, input, place, pass_pixels)
                                               : emit<float>(net, input, place, pass_pixels);
}

NetRun emit_run_within(std::size_t scratch_bytes, const PackedNet& net, const NetInput& input,
                       const RunPlace& place, std::int64_t pass_pixels) {
    for (;; pass_pixels /= 2) {
        NetRun run = emit_run(net, input, place, pass_pixels);
        if (run.scratch_bytes <= scratch_bytes) return run;
        if (pass_pixels == 0) {
            throw GpuFailure("a run needs " + std::to_string(run.scratch_bytes) + " bytes, planned were " +
                             std::to_string(scratch_bytes));
        }
    }
}

}  // namespace lumbar::gpu

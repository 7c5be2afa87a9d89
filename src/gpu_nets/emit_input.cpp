#include "gpu_nets/emit_input.h"

#include <cstdint>
#include <span>

namespace lumbar::gpu {
namespace {

template <class Value>
class InputEmitter {
  public:
    InputEmitter(Emitter<Value>& emitter, const NetInput& input) : emitter_(emitter), input_(input) {}

    Images emit(int count) {
        const kernels::ViewPlan* plan = input_.views.plan;
        const int height = plan ? plan->shape.out_height : input_.frames.size,
                  width = plan ? plan->shape.out_width : input_.frames.size;
        const Images images = emitter_.take_images(count, height, width, 1);
        plan ? render(images) : scale(input_.frames.bytes, images.address);
        const int real = input_.rows.discs * input_.rows.real;
        if (count > real) {
            emitter_.list().clear(image(images, real), pixels(images) * sizeof(Value));
        }
        return images;
    }

  private:
    static std::size_t pixels(const Images& images) {
        return static_cast<std::size_t>(images.height) * static_cast<std::size_t>(images.width);
    }
    static Address image(const Images& images, int number) {
        return images.address + static_cast<Address>(number) * pixels(images) * sizeof(Value);
    }
    template <class Element>
    Address upload(std::span<const Element> values) {
        const Address address = emitter_.scratch().take(values.size_bytes());
        emitter_.list().upload(address, values);
        return address;
    }

    void scale(std::span<const std::uint8_t> bytes, Address to) {
        const Address from = upload(bytes);
        ScaleBytesArgs<Value> args{};
        args.bytes = from, args.output = to, args.count = static_cast<std::int32_t>(bytes.size());
        emitter_.launch(scale_bytes_launch(args), args);
        emitter_.scratch().give_back(from);
    }

    // View v of level l's frame s is image (v * levels + l) * real + s.
    void render(const Images& images) {
        const kernels::ViewPlan& plan = *input_.views.plan;
        const Address tables = upload(std::span<const std::int32_t>(plan.values));
        const int levels = static_cast<int>(input_.views.crops.size()), real = input_.rows.real;
        ViewArgs<Value> args{};
        args.tables = tables, args.count = real, args.views = plan.shape.views;
        args.height = plan.shape.height, args.width = plan.shape.width;
        args.out_height = images.height, args.out_width = images.width;
        args.view_stride =
            static_cast<std::int64_t>(levels) * real * static_cast<std::int64_t>(pixels(images));
        for (int level = 0; level < levels; ++level) {
            const Address frames = upload(input_.views.crops[static_cast<std::size_t>(level)]);
            args.frames = frames, args.output = image(images, level * real);
            emitter_.launch(views_launch(args), args);
            emitter_.scratch().give_back(frames);
        }
        emitter_.scratch().give_back(tables);
    }

    Emitter<Value>& emitter_;
    const NetInput& input_;
};

}  // namespace

template <class Value>
Images emit_input(Emitter<Value>& emitter, const NetInput& input, int count) {
    return InputEmitter<Value>(emitter, input).emit(count);
}

template Images emit_input(Emitter<float>&, const NetInput&, int);
template Images emit_input(Emitter<Half>&, const NetInput&, int);

}  // namespace lumbar::gpu

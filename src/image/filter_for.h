// The kernels know no other room: their name for an interpolation.
#pragma once

#include "core/interpolation.h"
#include "kernels/filter.h"

namespace lumbar {

constexpr kernels::Filter filter_for(Interpolation interpolation) {
    switch (interpolation) {
        case Interpolation::linear:
            return kernels::Filter::linear;
        case Interpolation::cubic:
            return kernels::Filter::cubic;
        case Interpolation::lanczos4:
            break;
    }
    return kernels::Filter::lanczos4;
}

}  // namespace lumbar

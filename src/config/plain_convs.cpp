#include "config/plain_convs.h"

#include <algorithm>

#include "config/net_work.h"

namespace lumbar {
namespace {

void add(std::vector<PlainConv>& convs, PlainConv conv) {
    const auto same = std::find_if(convs.begin(), convs.end(), [&](const PlainConv& other) {
        return other.in == conv.in && other.out == conv.out && other.side_px == conv.side_px;
    });
    if (same == convs.end()) {
        convs.push_back(conv);
    } else {
        same->count += conv.count;
    }
}

}  // namespace

std::vector<PlainConv> plain_convs(const HgNetV2Config& net, int size) {
    std::vector<PlainConv> convs;
    for (const BackboneConv& conv : backbone_convs(net, size)) {
        if (conv.kernel != 3 || conv.stride != 1 || conv.groups != 1) continue;
        add(convs, {conv.in, conv.out, conv.side_px, 1});
    }
    return convs;
}

}  // namespace lumbar

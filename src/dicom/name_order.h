// Two file names in, whether the first comes first as people number files: 2.dcm before 10.dcm.
#pragma once

#include <string_view>

namespace lumbar {

bool name_comes_before(std::string_view a, std::string_view b);

}  // namespace lumbar

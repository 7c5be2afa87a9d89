// A number as "%.2f" prints it.
#pragma once

#include <string>

namespace lumbar {

std::string fixed_decimals(double number, int decimals);

}  // namespace lumbar

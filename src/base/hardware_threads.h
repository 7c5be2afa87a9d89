// How many threads a command uses unless it is given a number.
#pragma once

namespace lumbar {

int hardware_threads();  // at least 1

}  // namespace lumbar

// Lists the settings of training for the end of `lumbar help train`.
#pragma once

#include <string>

namespace lumbar {

// Every setting with its default and its help.
std::string training_settings_help();

}  // namespace lumbar

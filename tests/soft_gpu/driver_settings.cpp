#include "driver_settings.h"

#include <cstdlib>
#include <iterator>

namespace ptx {

int setting(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value && *value ? std::atoi(value) : otherwise;
}

Trouble trouble_setting() {
    const char* value = std::getenv("SOFT_GPU_TROUBLE");
    const std::string text = value ? value : "";
    const std::size_t colon = text.find(':');
    Trouble trouble{text.substr(0, colon), 1};
    if (trouble.kind == "none") trouble.kind.clear();
    if (colon != std::string::npos) trouble.at = std::atoi(text.c_str() + colon + 1);
    return trouble;
}

int newest_ptx(int cuda_version) {
    // PTX ISA, "Release notes".
    static constexpr struct {
        int cuda, ptx;
    } kVersions[] = {{9000, 60},  {9010, 61},  {9020, 62},  {10000, 63}, {10010, 64}, {10020, 65},
                     {11000, 70}, {11010, 71}, {11020, 72}, {11030, 73}, {11040, 74}, {11050, 75},
                     {11060, 76}, {11070, 77}, {11080, 78}, {12000, 80}, {12010, 81}, {12020, 82},
                     {12030, 83}, {12040, 84}, {12050, 85}, {12060, 85}, {12070, 86}, {12080, 87},
                     {12090, 88}, {13000, 90}};
    int newest = 50;
    for (const auto& version : kVersions) {
        if (version.cuda <= cuda_version) newest = version.ptx;
    }
    return newest;
}

}  // namespace ptx

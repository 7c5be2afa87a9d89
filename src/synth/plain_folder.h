// Writes a study as an archive hands it out: all series in one folder, under names that say nothing.
#pragma once

#include <cstdint>
#include <filesystem>

#include "synth/synthetic_study.h"

namespace lumbar {

// Into FOLDER, which is made: the study's T2, T1 and axial series with the timing that their contrast needs,
// a localizer in three planes, an ADC map and a secondary capture.  Files are numbered without an extension
// (IM0001) or, for a `seed` that is odd, called by their instance UIDs; their order says nothing of their
// series.
void write_plain_images(const SyntheticStudy& study, const std::filesystem::path& folder, std::uint64_t seed,
                        PixelEncoding encoding, int threads);

}  // namespace lumbar

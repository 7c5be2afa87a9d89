// Whose study it is, as a source image says: what every new image and document of the study repeats.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dicom_file/data_set.h"
#include "dicom_out/codes.h"

namespace lumbar {

struct StudyIdentity {
    std::string study_uid;      // empty if the source has none that is valid
    std::string character_set;  // of the values; empty: ASCII
    // Patient, study and de-identification, byte by byte; empty where the standard wants them and the source
    // has none.
    std::map<Tag, std::string> values;
    std::map<Tag, std::vector<Code>> code_sequences;
    std::vector<std::string> remarks;  // what is not as the source has it, a phrase each

    // The codes of the procedure that the study is of; empty if there are none.
    std::vector<Code> procedures() const;
};

// Values that do not fit their value representation are left empty, with a remark.  Texts with bytes beyond
// ASCII and without a usable Specific Character Set are taken as UTF-8 if they are that, else as Latin-1.
// Throws Error (data) for what is no DICOM file.
StudyIdentity read_study_identity(const std::filesystem::path& file);

}  // namespace lumbar

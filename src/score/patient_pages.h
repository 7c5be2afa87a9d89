// Finds the pages of patients in a folder that `lumbar grade` has written.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace lumbar {

// By the study's UID, as FOLDER/grades.json names it, and by the ID of a patient who has one study: a link
// from a page at `from`, relative, as browsers take it.  Studies whose page is not there are left out. Throws
// Error (data) if grades.json cannot be read.
std::map<std::string, std::string> find_patient_pages(const std::filesystem::path& folder,
                                                      const std::filesystem::path& from);

}  // namespace lumbar

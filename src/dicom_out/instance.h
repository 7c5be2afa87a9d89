// What every image and document of lumbar's has in common: whose it is, who made it and when, and UIDs that
// are made from its content.
#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "dicom_out/study_identity.h"

class DcmDataset;
class DcmItem;
class DcmTagKey;

namespace lumbar {

struct Moment {
    std::string date, time;  // as DICOM writes them
};
Moment moment_of(std::tm time);

struct InstanceHeader {
    const char* modality = "";
    const char* series_description = "";
    int series_number = 0, instance_number = 1;
};

// Readies DCMTK.  Throws Error (output) if it has no dictionary: it would not know the types of what is
// written.
void prepare_to_write(const std::string& where);

// Patient, study, series, equipment and numbers, over what the data set has of them.
void put_header(DcmDataset& dataset, const StudyIdentity& identity, const InstanceHeader& header,
                const std::string& where);

// A sequence of one item for each code.
void put_codes(DcmItem& item, const DcmTagKey& tag, const std::vector<Code>& codes);

// The UID that the data set has by its content: all but the UIDs of series and instance, and times.
std::string uid_of(const DcmDataset& dataset, const std::string& where);

// The last to be put, before saving.
void put_uids_and_times(DcmDataset& dataset, const std::string& instance_uid, const std::string& series_uid,
                        const Moment& moment);

// Texts of unknown origin as ASCII, which every character set contains.
std::string as_ascii(std::string_view text);

}  // namespace lumbar

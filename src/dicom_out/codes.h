// The coded terms of the DICOM reports: standard ones where the standard has them, else those of lumbar's own
// scheme.
#pragma once

#include <string>

#include "core/findings.h"
#include "core/study.h"

namespace lumbar {

// A term of a coding scheme: SCT (SNOMED CT), DCM, UCUM, LN, RFC5646 or 99LUMBAR.
struct Code {
    std::string value, scheme, meaning;
    bool operator==(const Code&) const = default;
};

inline constexpr const char* kOwnScheme = "99LUMBAR";

Code level_code(std::size_t level);  // DICOM PS3.16 CID 1003: "Level of L1/L2 intervertebral disc"
// SNOMED CT has a term for stenosis of the canal; the two others are lumbar's own.
Code finding_code(ConditionGroup group);
// CID 3716; "normal or mild" is one class of the nets and no standard term.
Code grade_code(std::size_t grade);
Code yes_or_no(bool is_yes);             // CID 230
Code series_kind_code(SeriesKind kind);  // lumbar's own
Code source_code(bool is_from_nets);     // lumbar's own: nets, or the prior of the class
Code own_code(const char* value, const char* meaning);

// Concept names and values that stand for themselves.
namespace codes {
inline const Code kReport{"126000", "DCM", "Imaging Measurement Report"};
inline const Code kLanguage{"121049", "DCM", "Language of Content Item and Descendants"};
inline const Code kEnglish{"en", "RFC5646", "English"};
inline const Code kObserverType{"121005", "DCM", "Observer Type"};
inline const Code kDevice{"121007", "DCM", "Device"};
inline const Code kDeviceUid{"121012", "DCM", "Device Observer UID"};
inline const Code kDeviceName{"121013", "DCM", "Device Observer Name"};
inline const Code kDeviceManufacturer{"121014", "DCM", "Device Observer Manufacturer"};
inline const Code kDeviceModel{"121015", "DCM", "Device Observer Model Name"};
inline const Code kProcedureReported{"121058", "DCM", "Procedure reported"};
inline const Code kAnyMri{"25056-3", "LN", "MRI unspecified body region"};  // CID 100
inline const Code kImageLibrary{"111028", "DCM", "Image Library"};
inline const Code kImageLibraryGroup{"126200", "DCM", "Image Library Group"};
inline const Code kModality{"121139", "DCM", "Modality"};
inline const Code kMr{"MR", "DCM", "Magnetic Resonance"};
inline const Code kTargetRegion{"123014", "DCM", "Target Region"};
inline const Code kLumbarSpine{"122496007", "SCT", "Lumbar spine"};
inline const Code kMeasurements{"126010", "DCM", "Imaging Measurements"};
inline const Code kMeasurementGroup{"125007", "DCM", "Measurement Group"};
inline const Code kTrackingIdentifier{"112039", "DCM", "Tracking Identifier"};
inline const Code kTrackingUid{"112040", "DCM", "Tracking Unique Identifier"};
inline const Code kAlgorithmName{"111001", "DCM", "Algorithm Name"};
inline const Code kAlgorithmVersion{"111003", "DCM", "Algorithm Version"};
inline const Code kFinding{"121071", "DCM", "Finding"};
inline const Code kFindingSite{"363698007", "SCT", "Finding Site"};
inline const Code kLaterality{"272741003", "SCT", "Laterality"};
inline const Code kLeft{"7771000", "SCT", "Left"};
inline const Code kRight{"24028007", "SCT", "Right"};
inline const Code kSeverity{"246112005", "SCT", "Severity"};
inline const Code kProbability{"122157", "DCM", "Probability"};
inline const Code kDerivation{"121401", "DCM", "Derivation"};
inline const Code kStandardDeviation{"386136009", "SCT", "Standard Deviation"};
inline const Code kNoUnits{"1", "UCUM", "no units"};
inline const Code kIllustration{"121200", "DCM", "Illustration of ROI"};
inline const Code kComment{"121106", "DCM", "Comment"};
inline const Code kSourceImage{"121322", "DCM", "Source image for image processing operation"};
}  // namespace codes

}  // namespace lumbar

#include "dicom_out/report_content.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/version.h"
#include "dicom_out/content_uid.h"

namespace lumbar {
namespace {

constexpr auto kHolds = DSRTypes::RT_contains, kModifier = DSRTypes::RT_hasConceptMod,
               kObservation = DSRTypes::RT_hasObsContext, kAcquisition = DSRTypes::RT_hasAcqContext;

// TID 1204 and 1001: the language, and that a program observed.
void add_context(ReportTree& tree, const StudyIdentity& identity) {
    const std::string number(version());
    tree.code(kModifier, codes::kLanguage, codes::kEnglish);
    tree.code(kObservation, codes::kObserverType, codes::kDevice);
    tree.uid(kObservation, codes::kDeviceUid, content_uid("device lumbar " + number));
    tree.text(kObservation, codes::kDeviceName, "lumbar " + number);
    tree.text(kObservation, codes::kDeviceManufacturer, "lumbar");
    tree.text(kObservation, codes::kDeviceModel, "lumbar");
    const auto procedures = identity.procedures();
    if (procedures.empty()) tree.code(kModifier, codes::kProcedureReported, codes::kAnyMri);
    for (const Code& procedure : procedures) tree.code(kModifier, codes::kProcedureReported, procedure);
}

// TID 1600: the images that the grades come from, by series.  An image is named once, or once a frame.
void add_series(ReportTree& tree, const ReportedSeries& series) {
    tree.code(kAcquisition, codes::kModality, codes::kMr);
    tree.code(kAcquisition, codes::kTargetRegion, codes::kLumbarSpine);
    tree.code(kAcquisition, own_code("SERIES_KIND", "Graded as"), series_kind_code(series.kind));
    std::set<std::pair<std::string, int>> seen;
    for (const FrameSource& source : series.sources) {
        const int frame = referenced_frame(source);
        if (!can_be_referenced(source) || !seen.emplace(source.instance_uid, frame).second) continue;
        tree.image(kHolds, nullptr, source.sop_class, source.instance_uid, frame);
    }
}

void add_image_library(ReportTree& tree, const StudyReport& report) {
    const auto has_images = [](const ReportedSeries& series) {
        return std::any_of(series.sources.begin(), series.sources.end(), can_be_referenced);
    };
    if (std::none_of(report.series.begin(), report.series.end(), has_images)) return;
    tree.container(kHolds, codes::kImageLibrary, [&] {
        for (const ReportedSeries& series : report.series) {
            if (!has_images(series)) continue;
            tree.container(kHolds, codes::kImageLibraryGroup, [&] { add_series(tree, series); });
        }
    });
}

std::string title_of(std::size_t level, Condition condition) {
    const auto index = static_cast<std::size_t>(condition);
    return std::string(kLevelTitles[level]) + " " + std::string(kConditionTitles[index]);
}

void add_side(ReportTree& tree, Condition condition) {
    const std::string_view name = kConditionNames[static_cast<std::size_t>(condition)];
    if (name.starts_with("left_")) tree.code(kModifier, codes::kLaterality, codes::kLeft);
    if (name.starts_with("right_")) tree.code(kModifier, codes::kLaterality, codes::kRight);
}

// And their spread over the answers of nets and rotations; a prior has none.
void add_probabilities(ReportTree& tree, const ReportedFinding& finding) {
    const auto add = [&](std::size_t grade, double value, const Code* derivation) {
        tree.number(kHolds, codes::kProbability, value, codes::kNoUnits, [&] {
            tree.code(kModifier, codes::kSeverity, grade_code(grade));
            if (derivation) tree.code(kModifier, codes::kDerivation, *derivation);
        });
    };
    for (std::size_t grade = 0; grade < kClasses; ++grade) {
        add(grade, finding.probabilities[grade], nullptr);
    }
    if (!finding.spread) return;
    for (std::size_t grade = 0; grade < kClasses; ++grade) {
        add(grade, finding.spread->deviation[grade], &codes::kStandardDeviation);
    }
    const std::size_t grade = most_probable_class(finding.probabilities);
    const int answers = finding.spread->answers();
    tree.number(kHolds, own_code("AGREEMENT", "Share of the answers whose most probable class is the grade"),
                static_cast<double>(finding.spread->most_probable[grade]) / answers, codes::kNoUnits);
    tree.number(kHolds, own_code("ANSWERS", "Answers of nets and rotated views"), answers, codes::kNoUnits);
}

// The series in which the condition is seen best, if its slice was annotated; else the other one.
const AnnotatedImage* image_for(Condition condition, const std::vector<AnnotatedImage>& images) {
    const SeriesKind kind =
        group_of(condition) == ConditionGroup::foraminal ? SeriesKind::sagittal_t1 : SeriesKind::sagittal_t2;
    const auto found =
        std::find_if(images.begin(), images.end(), [&](const auto& image) { return image.kind == kind; });
    if (found != images.end()) return &*found;
    return images.empty() ? nullptr : &images.front();
}

// TID 1501.
void add_finding(ReportTree& tree, const ReportedFinding& finding, std::size_t level, Condition condition,
                 const StudyIdentity& identity, const std::vector<AnnotatedImage>& images) {
    const std::string title = title_of(level, condition);
    tree.text(kObservation, codes::kTrackingIdentifier, title);
    // The same place in every report of the study.
    tree.uid(kObservation, codes::kTrackingUid, content_uid(identity.study_uid + " " + title));
    tree.text(kModifier, codes::kAlgorithmName, "lumbar");
    tree.text(kModifier, codes::kAlgorithmVersion, std::string(version()));
    tree.code(kHolds, codes::kFinding, finding_code(group_of(condition)));
    tree.code(kModifier, codes::kFindingSite, level_code(level), [&] { add_side(tree, condition); });
    tree.code(kHolds, codes::kSeverity, grade_code(most_probable_class(finding.probabilities)));
    add_probabilities(tree, finding);
    tree.code(kHolds, own_code("SOURCE", "Source of the grade"), source_code(finding.is_graded));
    tree.code(kHolds, own_code("CALIBRATED", "Probabilities are calibrated"),
              yes_or_no(finding.is_calibrated));
    if (const AnnotatedImage* image = finding.is_graded ? image_for(condition, images) : nullptr) {
        tree.image(kHolds, &codes::kIllustration, "1.2.840.10008.5.1.4.1.1.7", image->instance_uid, 0);
    }
}

void add_comments(ReportTree& tree, const StudyReport& report, const StudyIdentity& identity) {
    tree.text(kHolds, codes::kComment, kNoMedicalDevice);
    for (const std::string& warning : report.warnings) {
        tree.text(kHolds, codes::kComment, "Warning: " + as_ascii(warning));
    }
    for (const std::string& remark : identity.remarks) {
        tree.text(kHolds, codes::kComment, "Warning: header of the images: " + as_ascii(remark));
    }
    if (report.nets.empty()) return;
    std::string nets = "Nets:";
    for (const std::string& net : report.nets) nets += " " + as_ascii(net);
    tree.text(kHolds, codes::kComment, nets);
}

}  // namespace

bool can_be_referenced(const FrameSource& source) {
    return is_uid(source.sop_class) && is_uid(source.instance_uid) && is_uid(source.series_uid);
}

int referenced_frame(const FrameSource& source) {
    // Enhanced MR, in colour, legacy converted; secondary captures of several frames.
    constexpr std::string_view kMultiFrame[] = {"1.2.840.10008.5.1.4.1.1.4.1", "1.2.840.10008.5.1.4.1.1.4.3",
                                                "1.2.840.10008.5.1.4.1.1.4.4", "1.2.840.10008.5.1.4.1.1.7.1",
                                                "1.2.840.10008.5.1.4.1.1.7.2", "1.2.840.10008.5.1.4.1.1.7.3",
                                                "1.2.840.10008.5.1.4.1.1.7.4"};
    const bool is_multi_frame =
        std::find(std::begin(kMultiFrame), std::end(kMultiFrame), source.sop_class) != std::end(kMultiFrame);
    return is_multi_frame ? source.frame : 0;
}

void add_report_content(ReportTree& tree, const StudyReport& report, const StudyIdentity& identity,
                        const std::vector<AnnotatedImage>& images) {
    tree.root(codes::kReport, "1500", [&] {
        add_context(tree, identity);
        add_image_library(tree, report);
        tree.container(kHolds, codes::kMeasurements, [&] {
            for (const Finding& finding : all_findings()) {
                tree.container(kHolds, codes::kMeasurementGroup, [&] {
                    add_finding(tree, report.findings[finding], finding.level, finding.condition, identity,
                                images);
                });
            }
        });
        add_comments(tree, report, identity);
    });
}

}  // namespace lumbar

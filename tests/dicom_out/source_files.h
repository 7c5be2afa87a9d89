// An MR image as a scanner writes its header, and the report of a study that was graded from it.
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

#include "dicom_out/study_report.h"

namespace lumbar::test {

using Change = std::function<void(DcmDataset&)>;

// Patient "Müller^Jörg" in UTF-8, study 1.2.826.7.
inline void make_source(const std::filesystem::path& path, const Change& change = {}) {
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    const auto put = [&](const DcmTagKey& tag, const char* value) { dataset.putAndInsertString(tag, value); };
    put(DCM_SpecificCharacterSet, "ISO_IR 192");
    put(DCM_SOPClassUID, UID_MRImageStorage);
    put(DCM_SOPInstanceUID, "1.2.826.7.1.1");
    put(DCM_StudyInstanceUID, "1.2.826.7");
    put(DCM_SeriesInstanceUID, "1.2.826.7.1");
    put(DCM_StudyDate, "20240301");
    put(DCM_StudyTime, "093000");
    put(DCM_AccessionNumber, "ACC7");
    put(DCM_ReferringPhysicianName, "Doctor^Who");
    put(DCM_PatientName, "M\xC3\xBCller^J\xC3\xB6rg");
    put(DCM_PatientID, "P 7");
    put(DCM_PatientBirthDate, "19610203");
    put(DCM_PatientSex, "M");
    put(DCM_StudyID, "S7");
    put(DCM_Modality, "MR");
    DcmItem* item = nullptr;
    dataset.findOrCreateSequenceItem(DCM_ProcedureCodeSequence, item, 0);
    item->putAndInsertString(DCM_CodeValue, "24968-0");
    item->putAndInsertString(DCM_CodingSchemeDesignator, "LN");
    item->putAndInsertString(DCM_CodeMeaning, "MR Lumbar spine");
    if (change) change(dataset);
    if (file.saveFile(path.c_str(), EXS_LittleEndianExplicit).bad()) throw std::runtime_error("cannot save");
}

inline ReportedSeries a_series(SeriesKind kind, const std::filesystem::path& source) {
    ReportedSeries series;
    series.kind = kind;
    series.file = source;
    series.is_left_first = series.is_upright = true;
    const std::string uid = kind == SeriesKind::sagittal_t1 ? "1.2.826.7.1" : "1.2.826.7.2";
    for (int image = 1; image <= 3; ++image) {
        series.sources.push_back({UID_MRImageStorage, uid + "." + std::to_string(image), uid, 0});
    }
    series.frame = 1;
    series.picture = ByteStack(1, 65, 63);
    for (std::size_t i = 0; i < series.picture.pixels.size(); ++i) {
        series.picture.pixels[i] = static_cast<std::uint8_t>(i % 200);
    }
    for (std::size_t level = 0; level < kLevels; ++level) {
        const double y = 0.2 + 0.15 * static_cast<double>(level);
        series.points[level] = {Point{0.4, y}, Point{0.6, y}};
        series.crops[level] =
            CropOutline{Point{0.3, y - 0.1}, Point{0.7, y - 0.1}, Point{0.7, y + 0.1}, Point{0.3, y + 0.1}};
    }
    return series;
}

// All 25 graded as moderate, with a spread.
inline StudyReport a_report(const std::filesystem::path& source) {
    StudyReport report;
    for (auto& level : report.findings) {
        for (ReportedFinding& finding : level) {
            finding = {{0.25, 0.5, 0.25}, true, false, FindingSpread{{0.1, 0.2, 0.1}, {1, 8, 1}}};
        }
    }
    report.series = {a_series(SeriesKind::sagittal_t1, source), a_series(SeriesKind::sagittal_t2, source)};
    report.nets = {"net_a", "net_b"};
    return report;
}

}  // namespace lumbar::test

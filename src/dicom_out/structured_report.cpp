#include "dicom_out/structured_report.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmsr/dsrdoc.h>

#include "dicom_out/content_uid.h"
#include "dicom_out/dcmtk_text.h"
#include "dicom_out/report_content.h"
#include "dicom_pixels/save_dicom.h"

namespace lumbar {
namespace {

constexpr int kReportSeriesNumber = 9901;

// The images that the report refers to, as archives want them listed.
void add_evidence(DSRDocument& document, const StudyReport& report, const StudyIdentity& identity,
                  const std::vector<AnnotatedImage>& images, const std::string& where) {
    DSRSOPInstanceReferenceList& evidence = document.getCurrentRequestedProcedureEvidence();
    const auto add = [&](const std::string& series, const char* sop_class, const std::string& instance) {
        check_made(evidence.addItem(dcmtk_text(identity.study_uid), dcmtk_text(series), dcmtk_text(sop_class),
                                    dcmtk_text(instance), OFFalse),
                   where);
    };
    for (const ReportedSeries& series : report.series) {
        for (const FrameSource& source : series.sources) {
            if (can_be_referenced(source)) {
                add(source.series_uid, source.sop_class.c_str(), source.instance_uid);
            }
        }
    }
    for (const AnnotatedImage& image : images) {
        add(image.series_uid, UID_SecondaryCaptureImageStorage, image.instance_uid);
    }
}

void put_status(DSRDocument& document, const StudyReport& report, const std::string& where) {
    document.setPreliminaryFlag(DSRTypes::PF_Preliminary);
    const int of_priors = static_cast<int>(kFindings) - report.findings_of_nets();
    if (of_priors == 0) check_made(document.completeDocument("All findings were graded"), where);
    auto& schemes = document.getCodingSchemeIdentification();
    check_made(schemes.addItem(kOwnScheme), where);
    check_made(schemes.setCodingSchemeName("Terms of lumbar: src/dicom_out/codes.cpp"), where);
    check_made(schemes.setCodingSchemeResponsibleOrganization("lumbar"), where);
}

// completeDocument() has no counterpart for what is partial.
void describe_completion(DcmDataset& dataset, const StudyReport& report, const std::string& where) {
    const int of_priors = static_cast<int>(kFindings) - report.findings_of_nets();
    if (of_priors == 0) return;
    const std::string text = std::to_string(of_priors) + " of 25 findings are class priors";
    check_made(dataset.putAndInsertString(DCM_CompletionFlagDescription, text.c_str()), where);
}

}  // namespace

void write_structured_report(const std::filesystem::path& path, const StudyReport& report,
                             const StudyIdentity& identity, const std::vector<AnnotatedImage>& images,
                             const Moment& moment) {
    const std::string where = path.string();
    prepare_to_write(where);
    DSRDocument document(DSRTypes::DT_ComprehensiveSR);
    check_made(document.createNewSeriesInStudy(dcmtk_text(identity.study_uid)), where);
    ReportTree tree(document.getTree(), where);
    add_report_content(tree, report, identity, images);
    add_evidence(document, report, identity, images, where);
    put_status(document, report, where);
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    check_made(document.write(dataset), where);
    put_header(dataset, identity, {"SR", "lumbar: graded findings", kReportSeriesNumber, 1}, where);
    describe_completion(dataset, report, where);
    const std::string uid = uid_of(dataset, where);
    put_uids_and_times(dataset, uid, content_uid("series of " + uid), moment);
    save_dicom(file, PixelEncoding::raw, path);
}

}  // namespace lumbar

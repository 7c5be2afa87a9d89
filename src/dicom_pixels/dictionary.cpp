#include "dicom_pixels/dictionary.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcdicent.h>
#include <dcmtk/dcmdata/dcdict.h>

#include <array>
#include <utility>

namespace lumbar {
namespace {

using Entry = std::pair<DcmTagKey, DcmEVR>;

const std::array kEntries = {
    Entry{DCM_FileMetaInformationGroupLength, EVR_UL},
    Entry{DCM_FileMetaInformationVersion, EVR_OB},
    Entry{DCM_MediaStorageSOPClassUID, EVR_UI},
    Entry{DCM_MediaStorageSOPInstanceUID, EVR_UI},
    Entry{DCM_TransferSyntaxUID, EVR_UI},
    Entry{DCM_ImplementationClassUID, EVR_UI},
    Entry{DCM_ImplementationVersionName, EVR_SH},
    Entry{DCM_SpecificCharacterSet, EVR_CS},
    Entry{DCM_ImageType, EVR_CS},
    Entry{DCM_SOPClassUID, EVR_UI},
    Entry{DCM_SOPInstanceUID, EVR_UI},
    Entry{DCM_StudyDate, EVR_DA},
    Entry{DCM_StudyTime, EVR_TM},
    Entry{DCM_AccessionNumber, EVR_SH},
    Entry{DCM_Modality, EVR_CS},
    Entry{DCM_Manufacturer, EVR_LO},
    Entry{DCM_ReferringPhysicianName, EVR_PN},
    Entry{DCM_SeriesDescription, EVR_LO},
    Entry{DCM_PatientName, EVR_PN},
    Entry{DCM_PatientID, EVR_LO},
    Entry{DCM_PatientBirthDate, EVR_DA},
    Entry{DCM_PatientSex, EVR_CS},
    Entry{DCM_ScanningSequence, EVR_CS},
    Entry{DCM_SequenceVariant, EVR_CS},
    Entry{DCM_ScanOptions, EVR_CS},
    Entry{DCM_MRAcquisitionType, EVR_CS},
    Entry{DCM_SliceThickness, EVR_DS},
    Entry{DCM_RepetitionTime, EVR_DS},
    Entry{DCM_EchoTime, EVR_DS},
    Entry{DCM_EchoTrainLength, EVR_IS},
    Entry{DCM_PatientPosition, EVR_CS},
    Entry{DCM_StudyInstanceUID, EVR_UI},
    Entry{DCM_SeriesInstanceUID, EVR_UI},
    Entry{DCM_StudyID, EVR_SH},
    Entry{DCM_SeriesNumber, EVR_IS},
    Entry{DCM_InstanceNumber, EVR_IS},
    Entry{DCM_ImagePositionPatient, EVR_DS},
    Entry{DCM_ImageOrientationPatient, EVR_DS},
    Entry{DCM_FrameOfReferenceUID, EVR_UI},
    Entry{DCM_PositionReferenceIndicator, EVR_LO},
    Entry{DCM_PlanePositionSequence, EVR_SQ},
    Entry{DCM_SamplesPerPixel, EVR_US},
    Entry{DCM_PhotometricInterpretation, EVR_CS},
    Entry{DCM_NumberOfFrames, EVR_IS},
    Entry{DCM_Rows, EVR_US},
    Entry{DCM_Columns, EVR_US},
    Entry{DCM_PixelSpacing, EVR_DS},
    Entry{DCM_BitsAllocated, EVR_US},
    Entry{DCM_BitsStored, EVR_US},
    Entry{DCM_HighBit, EVR_US},
    Entry{DCM_PixelRepresentation, EVR_US},
    Entry{DCM_PlanarConfiguration, EVR_US},
    Entry{DCM_RescaleIntercept, EVR_DS},
    Entry{DCM_RescaleSlope, EVR_DS},
    Entry{DCM_LossyImageCompression, EVR_CS},
    Entry{DCM_LossyImageCompressionRatio, EVR_DS},
    Entry{DCM_LossyImageCompressionMethod, EVR_CS},
    Entry{DCM_DerivationDescription, EVR_ST},
    Entry{DCM_DerivationCodeSequence, EVR_SQ},
    Entry{DCM_SourceImageSequence, EVR_SQ},
    Entry{DCM_SmallestImagePixelValue, EVR_US},
    Entry{DCM_LargestImagePixelValue, EVR_US},
    Entry{DCM_PixelMeasuresSequence, EVR_SQ},
    Entry{DCM_PixelValueTransformationSequence, EVR_SQ},
    Entry{DCM_SharedFunctionalGroupsSequence, EVR_SQ},
    Entry{DCM_PerFrameFunctionalGroupsSequence, EVR_SQ},
    Entry{DCM_PixelData, EVR_px},
};

}  // namespace

void ensure_dictionary() {
    if (dcmDataDict.isDictionaryLoaded()) return;
    auto& dictionary = dcmDataDict.wrlock();
    for (const auto& [tag, vr] : kEntries) {
        dictionary.addEntry(new DcmDictEntry(tag.getGroup(), tag.getElement(), DcmVR(vr), "", 1,
                                             DcmVariableVM, nullptr, OFTrue, nullptr));
    }
    dcmDataDict.wrunlock();
}

}  // namespace lumbar

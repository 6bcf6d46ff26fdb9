; Setup for one user: no administrator, no network. Compiled by windows/installer.py, which gives the defines.
!ifdef TARGET
  Target ${TARGET}
!else
  Unicode true
!endif
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Fovea"
!define CLASSES "Software\Classes"

Name "Fovea"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Fovea"
InstallDirRegKey HKCU "Software\Fovea" "Folder"
RequestExecutionLevel user
SetCompressor /SOLID ${COMPRESSOR}
ManifestDPIAware true
BrandingText "Fovea ${VERSION}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1033 "ProductName" "Fovea"
VIAddVersionKey /LANG=1033 "FileDescription" "Fovea setup"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "LegalCopyright" "${COPYRIGHT}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Fovea.exe"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "Fovea is running. Close it, then try again."
LangString RUNNING ${LANG_SIMPCHINESE} "Fovea 正在运行。请关闭后重试。"

Section
  SetOutPath "$INSTDIR"
  ; An open program's file can't be replaced: say so before anything is changed.
  IfFileExists "$INSTDIR\Fovea.exe" 0 free
    ClearErrors
    Delete "$INSTDIR\Fovea.exe"
    IfErrors 0 free
      MessageBox MB_ICONSTOP|MB_OK "$(RUNNING)" /SD IDOK
      SetErrorLevel 1
      Quit
  free:
  RMDir /r "$INSTDIR\_internal" ; of the version before
  File /r "${PAYLOAD}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Fovea.lnk" "$INSTDIR\Fovea.exe"

  WriteRegStr HKCU "Software\Fovea" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Fovea"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Fovea.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "Fovea"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"

  ; A project is a folder: "Open with Fovea" in its menu. Only folders whose name ends so.
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Fovea" "" "Fovea"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Fovea" "Icon" "$INSTDIR\Fovea.exe"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Fovea" "AppliesTo" "System.FileName:*.fovea"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Fovea\command" "" '"$INSTDIR\Fovea.exe" "%1"'
SectionEnd

Section "Uninstall"
  ; What setup brought goes; settings, projects, and any file that somebody put here stay.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\Fovea.exe"
  Delete "$INSTDIR\fovea-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Fovea.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Fovea"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\Fovea"
SectionEnd

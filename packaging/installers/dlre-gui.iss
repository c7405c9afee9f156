; Inno Setup 6: one installer for people (a double click, no administrator) and IT departments:
;   dlre-gui-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART             for this user
;   dlre-gui-setup.exe /ALLUSERS /VERYSILENT /SUPPRESSMSGBOXES /NORESTART   for all users, as administrator
; Called with /DVersion=... /DSource=<the program's folder> /DEdition=full|scoring.

#ifndef Version
  #error Version must be given
#endif
#ifndef Source
  #error Source must be given
#endif
#ifndef Edition
  #define Edition "full"
#endif

; Microsoft's C++ runtime lies beside the program: no administrator is needed for it
#define Runtime(str Name) FileExists(AddBackslash(Source) + "_internal\" + Name)
#if !Runtime("msvcp140.dll") || !Runtime("vcruntime140.dll") || !Runtime("vcruntime140_1.dll")
  #error The program's folder lacks Microsoft's C++ runtime
#endif

[Setup]
AppId={{6E0B6B0D-3E0B-4B0C-9C6E-5D0E8B7C2A41}
AppName=DLRE GUI
AppVersion={#Version}
AppVerName=DLRE GUI {#Version}
AppPublisher=The founders of DLRE GUI
VersionInfoVersion={#Version}
MinVersion=10.0.17763
AppComments=Research use only, not for diagnosis
DefaultDirName={autopf}\DLRE GUI
DefaultGroupName=DLRE GUI
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2/max
SolidCompression=yes
LicenseFile=..\..\LICENSE
SetupIconFile=dlre-gui.ico
UninstallDisplayIcon={app}\dlre-gui.exe
OutputBaseFilename=dlre-gui-{#Edition}-{#Version}-setup
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[InstallDelete]
; an upgrade in place must not leave modules of the old version beside the new ones
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\DLRE GUI"; Filename: "{app}\dlre-gui.exe"
Name: "{autodesktop}\DLRE GUI"; Filename: "{app}\dlre-gui.exe"; Tasks: desktop

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
; offered under "Open with" for the files that scanners export; never made the default
Root: HKA; Subkey: "Software\Classes\DLREGUI.Screen"; ValueType: string; ValueData: "2D-SWE screen"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\DLREGUI.Screen\shell\open\command"; ValueType: string; ValueData: """{app}\dlre-gui.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.dcm\OpenWithProgids"; ValueType: string; ValueName: "DLREGUI.Screen"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.png\OpenWithProgids"; ValueType: string; ValueName: "DLREGUI.Screen"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.jpg\OpenWithProgids"; ValueType: string; ValueName: "DLREGUI.Screen"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.jpeg\OpenWithProgids"; ValueType: string; ValueName: "DLREGUI.Screen"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.tif\OpenWithProgids"; ValueType: string; ValueName: "DLREGUI.Screen"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.tiff\OpenWithProgids"; ValueType: string; ValueName: "DLREGUI.Screen"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.bmp\OpenWithProgids"; ValueType: string; ValueName: "DLREGUI.Screen"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\dlre-gui.exe"; Description: "{cm:LaunchProgram,DLRE GUI}"; Flags: nowait postinstall skipifsilent

; The exam book lies in the user's own data folder and is never touched here: uninstalling leaves it.

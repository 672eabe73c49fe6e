@echo off
rem Double-click on Windows: sets up what is missing in this folder, then asks in plain words.
rem What stands behind it is used instead of the questions: start.cmd demo
setlocal
cd /d "%~dp0"
chcp 65001 >nul
if exist ".venv\Scripts\auditor.exe" goto run
echo First start: getting ready takes a minute or two. / Primo avvio: ci vogliono uno o due minuti.
set "PYTHON="
for %%P in (py python python3) do call :try %%P
if not defined PYTHON goto uv
%PYTHON% -m venv .venv
if errorlevel 1 goto failed
".venv\Scripts\pip.exe" install --quiet .
if errorlevel 1 goto failed
goto run

:try
if defined PYTHON exit /b 0
%1 -c "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "PYTHON=%1"
exit /b 0

:uv
set "UV=uv"
where uv >nul 2>nul
if not errorlevel 1 goto with_uv
echo Python 3.11 is missing; uv (https://docs.astral.sh/uv/) brings it into this folder.
echo Manca Python 3.11: lo porta uv (https://docs.astral.sh/uv/), in questa cartella.
set "UV_INSTALL_DIR=%~dp0.venv-uv"
set "UV_NO_MODIFY_PATH=1"
powershell -NoProfile -ExecutionPolicy Bypass -Command "irm https://astral.sh/uv/install.ps1 | iex"
if errorlevel 1 goto failed
set "UV=%~dp0.venv-uv\uv.exe"

:with_uv
set "UV_PYTHON_INSTALL_DIR=%~dp0.venv-uv\python"
"%UV%" venv --quiet --clear --python 3.13 .venv
if errorlevel 1 goto failed
"%UV%" pip install --quiet --python ".venv\Scripts\python.exe" .
if errorlevel 1 goto failed

:run
".venv\Scripts\auditor.exe" %*
set "STATUS=%ERRORLEVEL%"
if "%~1"=="" pause
exit /b %STATUS%

:failed
echo Something did not work; the lines above say what. / Qualcosa non ha funzionato: lo dicono le righe qui sopra.
pause
exit /b 1

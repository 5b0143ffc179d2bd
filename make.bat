@echo off
rem make.bat demo ^| test ^| lint: the same as the Makefile, for Windows.
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
set PY=py -3
where py >nul 2>nul || set PY=python
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo Python 3.11 or newer is needed: https://www.python.org/downloads/windows/ & exit /b 1)
if not exist .venv\Scripts\python.exe %PY% -m venv .venv || exit /b 1
if not exist .venv\.installed (
  .venv\Scripts\python -m pip install --quiet --disable-pip-version-check -e ".[dev,pdf,fast]" || exit /b 1
  echo ok> .venv\.installed
)
if "%~1"=="test" (
  .venv\Scripts\ruff check . || exit /b 1
  .venv\Scripts\mypy || exit /b 1
  .venv\Scripts\python -m pytest -n auto -q
  exit /b
)
if "%~1"=="lint" (
  .venv\Scripts\ruff check . || exit /b 1
  .venv\Scripts\mypy
  exit /b
)
.venv\Scripts\taizhang demo -o out

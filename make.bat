@echo off
rem make.bat demo ^| test ^| lint: the same as the Makefile, for Windows.
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
set PY=py -3
where py >nul 2>nul || set PY=python
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo Python 3.11 or newer is needed: https://www.python.org/downloads/windows/ & exit /b 1)
if not exist .venv\Scripts\python.exe %PY% -m venv .venv || exit /b 1
rem Installed anew when setup.py or pyproject.toml is not what it was then; .venv keeps their copies.
set CURRENT=yes
fc /b setup.py .venv\.setup.py >nul 2>nul || set CURRENT=no
fc /b pyproject.toml .venv\.pyproject.toml >nul 2>nul || set CURRENT=no
if "%CURRENT%"=="no" (
  .venv\Scripts\python -m pip install --quiet --disable-pip-version-check -e ".[dev,pdf,fast]" || exit /b 1
  copy /y setup.py .venv\.setup.py >nul || exit /b 1
  copy /y pyproject.toml .venv\.pyproject.toml >nul || exit /b 1
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

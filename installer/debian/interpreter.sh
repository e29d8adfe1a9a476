# Builds CPython and SQLite from Debian's own sources for the folder under /opt; run inside the old Debian by interpreter.py.
# $1: suite of the sources, $2: prefix. Leaves the tree in /root/out.
set -e
mirror=$(sed -n 's/^deb \([^ ]*\) .*/\1/p' /etc/apt/sources.list | head -n 1)
echo "deb-src $mirror $1 main" > /etc/apt/sources.list.d/sources.list
apt-get -q update
apt-get -qy -o Dpkg::Use-Pty=0 install --no-install-recommends dpkg-dev gcc libc6-dev libexpat1-dev libffi-dev make pkg-config tcl xz-utils zlib1g-dev
rm -rf /root/build /root/out
mkdir /root/build
cd /root/build
apt-get -q source --download-only python3.11 sqlite3  # apt verifies the signatures
dpkg-source --no-check -x python3.11*.dsc python > /dev/null
dpkg-source --no-check -x sqlite3*.dsc sqlite > /dev/null

# From 2.29 on glibc has a second version of these, which differs in how errors are reported. The first serves and is everywhere.
cat > floor.h <<'H'
#ifndef __ASSEMBLER__
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
H
floor="-include $PWD/floor.h"

mkdir sqlite-out
cd sqlite-out
../sqlite/configure --disable-tcl > /dev/null
make sqlite3.c sqlite3.h > /dev/null
gcc -O2 -fPIC $floor -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_COLUMN_METADATA \
    -shared -Wl,-soname,libsqlite3.so.0 -o libsqlite3.so.0 sqlite3.c -lm -lpthread
ln -s libsqlite3.so.0 libsqlite3.so

cd ../python
# Disabled: what an offline program does not use; each would tie the folder to one more library of the system.
# Expat is the system's, which keeps it safe; Debian's pyexpat.c asks for a macro that setup.py does not give.
cat > Modules/Setup.local <<'S'
*shared*
pyexpat pyexpat.c -DPy_BUILD_CORE_MODULE -lexpat
*disabled*
_bz2 _crypt _curses _curses_panel _dbm _gdbm _hashlib _lzma _ssl _tkinter _uuid nis ossaudiodev readline spwd
S
# sem_clockwait came with glibc 2.30; sem_timedwait is what Python used before.
export ac_cv_func_sem_clockwait=no LD_LIBRARY_PATH=/root/build/sqlite-out
export LIBSQLITE3_CFLAGS=-I/root/build/sqlite-out LIBSQLITE3_LIBS="-L/root/build/sqlite-out -lsqlite3"
./configure --prefix="$2" --with-system-expat --without-ensurepip --disable-test-modules CFLAGS="$floor" LDFLAGS='-Wl,-rpath,\$$ORIGIN'
make -j"$(nproc)"
make install DESTDIR=/root/out
strip --strip-unneeded "/root/out$2/bin/python3.11" "/root/out$2"/lib/python3.11/lib-dynload/*.so
cp -L /root/build/sqlite-out/libsqlite3.so.0 /usr/lib/x86_64-linux-gnu/libffi.so.[0-9] "/root/out$2/lib/python3.11/lib-dynload/"
cd /root
unset LD_LIBRARY_PATH
"/root/out$2/bin/python3.11" -I -c "import _elementtree, ctypes, hashlib, pyexpat, sqlite3, zlib"
rm -rf /root/build

# With include/package.mk and feeds/luci/luci.mk a stand-in for OpenWrt's build system as far as a
# package sees it, after https://openwrt.org/docs/guide-developer/packages. `make install` leaves in
# OUT/data the files of the package, and in OUT/control what its manager is told.
INCLUDE_DIR:=$(TOPDIR)/include
CP:=cp -fpR
# Files that are no work of the toolchain's must not be stripped by it.
RSTRIP:=false

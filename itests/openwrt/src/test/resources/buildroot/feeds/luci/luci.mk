# A LuCI package is called as its folder is; pages lie in htdocs, other files in root.
PKG_NAME?=$(notdir $(CURDIR))
$(foreach field,LUCI_TITLE LUCI_DEPENDS LUCI_PKGARCH,$(if $($(field)),,$(error $(PKG_NAME) has no $(field))))

.PHONY: install
install:
	mkdir -p $(OUT)/data/www $(OUT)/control
	echo '$(PKG_NAME)' >$(OUT)/control/name
	echo '$(LUCI_DEPENDS)' >$(OUT)/control/depends
	$(CP) root/. $(OUT)/data
	$(CP) htdocs/. $(OUT)/data/www
